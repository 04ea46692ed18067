"""note in one tap what was heard in a conversation of a visit.

Revision ID: 0002_others
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002_others"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visit_notes", schema=None) as batch_op:
        batch_op.add_column(sa.Column("heard", sa.String(length=40), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("visit_notes", schema=None) as batch_op:
        batch_op.drop_column("heard")
