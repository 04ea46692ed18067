"""Say of a file when and why its bytes were let go of.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('gone_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('gone_why', sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.drop_column('gone_why')
        batch_op.drop_column('gone_at')
