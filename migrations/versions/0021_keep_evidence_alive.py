"""Keep what a holder says of evidence between the decision and the renewal.

Revision ID: 0021
Revises: 0020
"""

import sqlalchemy as sa
from alembic import op

revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('sightings',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('journey_id', number, nullable=False),
    sa.Column('item_id', number, nullable=False),
    sa.Column('version_id', number, nullable=True),
    sa.Column('criterion', sa.String(length=255), nullable=False),
    sa.Column('expected', sa.String(length=255), nullable=False),
    sa.Column('why_it_counts', sa.Text(), nullable=False),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.Column('since', sa.Boolean(), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by_id', number, nullable=True),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('on_behalf', sa.Boolean(), nullable=False),
    sa.Column('said_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_sightings_by_id')),
    sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_sightings_item_id_authority_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_sightings_journey_id_authority_id')),
    sa.ForeignKeyConstraint(['version_id', 'authority_id'], ['evidence_versions.id', 'evidence_versions.authority_id'], name=op.f('fk_sightings_version_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sightings'))
    )
    with op.batch_alter_table('sightings', schema=None) as batch_op:
        for column in ('authority_id', 'item_id', 'journey_id', 'version_id'):
            batch_op.create_index(batch_op.f(f'ix_sightings_{column}'), [column], unique=False)
    with op.batch_alter_table('evidence_links', schema=None) as batch_op:
        batch_op.add_column(sa.Column('seen_on', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('evidence_links', schema=None) as batch_op:
        batch_op.drop_column('seen_on')
    op.drop_table('sightings')
