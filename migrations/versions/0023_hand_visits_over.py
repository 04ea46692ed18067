"""Keep who handed a visit to whom, why, and what was written by then.

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = '0023'
down_revision = '0022'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('visit_hand_overs',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('visit_id', number, nullable=False),
    sa.Column('from_id', number, nullable=False),
    sa.Column('to_id', number, nullable=False),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('written', sa.JSON(), nullable=False),
    sa.Column('by_id', number, nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_visit_hand_overs_by_id')),
    sa.ForeignKeyConstraint(['from_id'], ['users.id'], name=op.f('fk_visit_hand_overs_from_id')),
    sa.ForeignKeyConstraint(['to_id'], ['users.id'], name=op.f('fk_visit_hand_overs_to_id')),
    sa.ForeignKeyConstraint(['visit_id', 'authority_id'], ['visits.id', 'visits.authority_id'], name=op.f('fk_visit_hand_overs_visit_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_hand_overs'))
    )
    with op.batch_alter_table('visit_hand_overs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_hand_overs_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_visit_hand_overs_visit_id'), ['visit_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('visit_hand_overs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_visit_hand_overs_visit_id'))
        batch_op.drop_index(batch_op.f('ix_visit_hand_overs_authority_id'))
    op.drop_table('visit_hand_overs')
