"""Keep what feedback was asked for, what was said of evidence, and how far each has read.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('changed_at', sa.DateTime(timezone=True), nullable=True))
    op.create_table('feedback_asks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('journey_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('standards', sa.JSON(), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('asked_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('asked_by_name', sa.String(length=255), nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_feedback_asks_asked_by_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_feedback_asks_journey_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_feedback_asks'))
    )
    with op.batch_alter_table('feedback_asks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_feedback_asks_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_feedback_asks_journey_id'), ['journey_id'], unique=False)

    op.create_table('remarks',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('journey_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('standard', sa.String(length=255), nullable=False),
    sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('said', sa.String(length=40), nullable=True),
    sa.Column('from_setting', sa.Boolean(), nullable=False),
    sa.Column('to_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('by_role', sa.String(length=40), nullable=False),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_remarks_by_id')),
    sa.ForeignKeyConstraint(['to_id'], ['users.id'], name=op.f('fk_remarks_to_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_remarks_item_id_authority_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_remarks_journey_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remarks')),
    sa.UniqueConstraint('id', 'authority_id', name=op.f('uq_remarks_id_authority_id'))
    )
    with op.batch_alter_table('remarks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remarks_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_remarks_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remarks_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remarks_journey_id'), ['journey_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_remarks_to_id'), ['to_id'], unique=False)

    op.create_table('remarks_told',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('remark_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['remark_id'], ['remarks.id'], name=op.f('fk_remarks_told_remark_id')),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_remarks_told_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remarks_told')),
    sa.UniqueConstraint('user_id', 'remark_id', name=op.f('uq_remarks_told_user_id_remark_id'))
    )
    with op.batch_alter_table('remarks_told', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remarks_told_remark_id'), ['remark_id'], unique=False)

    op.create_table('looked_at',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('journey_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('user_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('place', sa.String(length=40), nullable=False),
    sa.Column('before_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_looked_at_user_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_looked_at_journey_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_looked_at')),
    sa.UniqueConstraint('user_id', 'journey_id', 'place', name=op.f('uq_looked_at_user_id_journey_id_place'))
    )
    with op.batch_alter_table('looked_at', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_looked_at_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_looked_at_journey_id'), ['journey_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('looked_at', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_looked_at_journey_id'))
        batch_op.drop_index(batch_op.f('ix_looked_at_authority_id'))

    op.drop_table('looked_at')
    with op.batch_alter_table('remarks_told', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remarks_told_remark_id'))

    op.drop_table('remarks_told')
    with op.batch_alter_table('remarks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remarks_to_id'))
        batch_op.drop_index(batch_op.f('ix_remarks_journey_id'))
        batch_op.drop_index(batch_op.f('ix_remarks_item_id'))
        batch_op.drop_index(batch_op.f('ix_remarks_authority_id'))
        batch_op.drop_index(batch_op.f('ix_remarks_at'))

    op.drop_table('remarks')
    with op.batch_alter_table('feedback_asks', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_feedback_asks_journey_id'))
        batch_op.drop_index(batch_op.f('ix_feedback_asks_authority_id'))

    op.drop_table('feedback_asks')
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.drop_column('changed_at')
