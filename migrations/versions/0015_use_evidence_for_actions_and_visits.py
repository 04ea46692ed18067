"""Use evidence for actions of the plan and for visits, each with why it counts.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('evidence_uses',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('item_id', number, nullable=False),
    sa.Column('journey_id', number, nullable=False),
    sa.Column('action_id', number, nullable=True),
    sa.Column('visit_id', number, nullable=True),
    sa.Column('why_it_counts', sa.Text(), nullable=False),
    sa.Column('linked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', number, nullable=False),
    sa.CheckConstraint('(action_id IS NULL) <> (visit_id IS NULL)', name=op.f('ck_evidence_uses_of_one')),
    sa.ForeignKeyConstraint(['action_id', 'authority_id'], ['planned_actions.id', 'planned_actions.authority_id'], name=op.f('fk_evidence_uses_action_id_authority_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_evidence_uses_item_id_authority_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_evidence_uses_journey_id_authority_id')),
    sa.ForeignKeyConstraint(['visit_id', 'authority_id'], ['visits.id', 'visits.authority_id'], name=op.f('fk_evidence_uses_visit_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_uses'))
    )
    with op.batch_alter_table('evidence_uses', schema=None) as batch_op:
        for column in ('authority_id', 'item_id', 'journey_id', 'action_id', 'visit_id'):
            batch_op.create_index(batch_op.f(f'ix_evidence_uses_{column}'), [column], unique=False)
        for name in ('action', 'visit'):
            live = sa.text(f'removed_at IS NULL AND {name}_id IS NOT NULL')
            batch_op.create_index(
                f'uq_evidence_uses_{name}', ['item_id', f'{name}_id'], unique=True,
                sqlite_where=live, postgresql_where=live,
            )


def downgrade() -> None:
    op.drop_table('evidence_uses')
