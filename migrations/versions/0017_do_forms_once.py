"""Remember which form was sent last to an address, so that it is done once.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('taken_forms',
    sa.Column('id', number, nullable=False),
    sa.Column('place', sa.String(length=64), nullable=False),
    sa.Column('words', sa.String(length=64), nullable=False),
    sa.Column('once', sa.String(length=64), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('led_to', sa.String(length=500), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_taken_forms')),
    sa.UniqueConstraint('place', name=op.f('uq_taken_forms_place'))
    )
    with op.batch_alter_table('taken_forms', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_taken_forms_taken_at'), ['taken_at'], unique=False)


def downgrade() -> None:
    op.drop_table('taken_forms')
