"""keep whom a contact note was with, and that somebody has left their first steps.

Revision ID: 0002_coordinator
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002_coordinator'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('contact_notes', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('with_whom', sa.String(length=255), nullable=False, server_default='')
        )
    with op.batch_alter_table('contact_notes', schema=None) as batch_op:
        batch_op.alter_column('with_whom', existing_type=sa.String(length=255), server_default=None)
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.add_column(
            sa.Column('first_steps_left_at', sa.DateTime(timezone=True), nullable=True)
        )


def downgrade() -> None:
    with op.batch_alter_table('memberships', schema=None) as batch_op:
        batch_op.drop_column('first_steps_left_at')
    with op.batch_alter_table('contact_notes', schema=None) as batch_op:
        batch_op.drop_column('with_whom')
