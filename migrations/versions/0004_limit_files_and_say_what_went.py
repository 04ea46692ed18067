"""Say what was taken out of a file, and let each authority limit its files.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('removed', sa.String(length=255), server_default='', nullable=False)
        )
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('file_limits', sa.JSON(), server_default=sa.text("'{}'"), nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.drop_column('file_limits')
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.drop_column('removed')
