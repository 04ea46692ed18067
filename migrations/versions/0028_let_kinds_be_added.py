"""Let kinds of setting be retired, and keep an authority's own official numbers.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('kinds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('own_numbers', sa.JSON(), server_default=sa.text("'[]'"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.drop_column('own_numbers')
    with op.batch_alter_table('kinds', schema=None) as batch_op:
        batch_op.drop_column('retired_at')
