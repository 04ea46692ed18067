"""Decide on panel days, follow conditions to their end, and check in each year.

Revision ID: 0018
Revises: 0017
"""

import sqlalchemy as sa
from alembic import op

revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('meets_at', sa.Time(), nullable=True))
        batch_op.add_column(sa.Column('meets_where', sa.String(length=255), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('agenda_words', sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('version', number, nullable=False, server_default=sa.text("1")))
    with op.batch_alter_table('conditions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('owner_name', sa.String(length=255), nullable=False, server_default=""))
        batch_op.add_column(sa.Column('first_due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('answer', sa.Text(), nullable=False, server_default=""))
        batch_op.create_unique_constraint(batch_op.f('uq_conditions_id_authority_id'), ['id', 'authority_id'])
    op.create_table('agenda_items',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('round_id', number, nullable=False),
    sa.Column('journey_id', number, nullable=False),
    sa.Column('place', number, nullable=False),
    sa.Column('minutes', number, nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_agenda_items_journey_id_authority_id')),
    sa.ForeignKeyConstraint(['round_id', 'authority_id'], ['rounds.id', 'rounds.authority_id'], name=op.f('fk_agenda_items_round_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_items')),
    sa.UniqueConstraint('round_id', 'journey_id', name=op.f('uq_agenda_items_round_id_journey_id'))
    )
    op.create_table('condition_pieces',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('condition_id', number, nullable=False),
    sa.Column('item_id', number, nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['condition_id', 'authority_id'], ['conditions.id', 'conditions.authority_id'], name=op.f('fk_condition_pieces_condition_id_authority_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_condition_pieces_item_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_condition_pieces'))
    )
    op.create_table('check_ins',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('award_id', number, nullable=False),
    sa.Column('asked_on', sa.Date(), nullable=False),
    sa.Column('going', sa.Text(), nullable=False),
    sa.Column('changed', sa.JSON(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('help_wanted', sa.Text(), nullable=False),
    sa.Column('by_id', number, nullable=True),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.Text(), nullable=False),
    sa.Column('answered_by_id', number, nullable=True),
    sa.Column('answered_by_name', sa.String(length=255), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', number, nullable=False),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_check_ins_answered_by_id')),
    sa.ForeignKeyConstraint(['award_id', 'authority_id'], ['awards.id', 'awards.authority_id'], name=op.f('fk_check_ins_award_id_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_check_ins_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_check_ins')),
    sa.UniqueConstraint('award_id', 'asked_on', name=op.f('uq_check_ins_award_id_asked_on'))
    )
    for table, columns in INDEXES.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.create_index(batch_op.f(f'ix_{table}_{column}'), [column], unique=False)
    live = sa.text('removed_at IS NULL')
    with op.batch_alter_table('condition_pieces', schema=None) as batch_op:
        batch_op.create_index('uq_condition_pieces', ['condition_id', 'item_id'], unique=True, sqlite_where=live, postgresql_where=live)


INDEXES = {
    'agenda_items': ('authority_id', 'journey_id', 'round_id'),
    'condition_pieces': ('authority_id', 'condition_id', 'item_id'),
    'check_ins': ('authority_id', 'award_id'),
}


def downgrade() -> None:
    for table in ('check_ins', 'condition_pieces', 'agenda_items'):
        op.drop_table(table)
    with op.batch_alter_table('conditions', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('uq_conditions_id_authority_id'), type_='unique')
        batch_op.drop_column('answer')
        batch_op.drop_column('first_due_on')
        batch_op.drop_column('owner_name')
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('agenda_words')
        batch_op.drop_column('meets_where')
        batch_op.drop_column('meets_at')
