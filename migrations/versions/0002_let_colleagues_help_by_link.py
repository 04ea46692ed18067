"""let colleagues help by link.

Revision ID: 0002_setting
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002_setting'
down_revision = '0001'
branch_labels = None
depends_on = None


def number() -> sa.types.TypeEngine:
    return sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade() -> None:
    op.add_column('memberships', sa.Column('left_first_steps_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('colleague_asks',
    sa.Column('id', number(), nullable=False),
    sa.Column('authority_id', number(), nullable=False),
    sa.Column('journey_id', number(), nullable=False),
    sa.Column('criterion', sa.String(length=255), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('asked_by_id', number(), nullable=True),
    sa.Column('asked_by_name', sa.String(length=255), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('answered_name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_colleague_asks_asked_by_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_colleague_asks_journey_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_colleague_asks')),
    sa.UniqueConstraint('digest', name=op.f('uq_colleague_asks_digest')),
    sa.UniqueConstraint('id', 'authority_id', name=op.f('uq_colleague_asks_id_authority_id'))
    )
    with op.batch_alter_table('colleague_asks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_colleague_asks_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_colleague_asks_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_colleague_asks_journey_id'), ['journey_id'], unique=False)

    op.create_table('contributions',
    sa.Column('id', number(), nullable=False),
    sa.Column('authority_id', number(), nullable=False),
    sa.Column('ask_id', number(), nullable=False),
    sa.Column('item_id', number(), nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['ask_id', 'authority_id'], ['colleague_asks.id', 'colleague_asks.authority_id'], name=op.f('fk_contributions_ask_id_authority_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_contributions_item_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contributions')),
    sa.UniqueConstraint('item_id', name=op.f('uq_contributions_item_id'))
    )
    with op.batch_alter_table('contributions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_contributions_ask_id'), ['ask_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_contributions_authority_id'), ['authority_id'], unique=False)


def downgrade() -> None:
    op.drop_table('contributions')
    op.drop_table('colleague_asks')
    op.drop_column('memberships', 'left_first_steps_at')
