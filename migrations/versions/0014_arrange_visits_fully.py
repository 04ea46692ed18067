"""Keep calendars' private addresses, claims for visits, arrivals, and why a day or person stands.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
LIVE = sa.text('ended_at IS NULL')
ADDED = (
    ('visits', 'kept_because'),
    ('visits', 'arrival'),
    ('assignments', 'why'),
    ('authorities', 'visitor_words'),
)


def upgrade() -> None:
    for table, column in ADDED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column(column, sa.Text(), nullable=False, server_default=''))
    op.create_table(
        'visit_claims',
        sa.Column('id', NUMBER, nullable=False),
        sa.Column('authority_id', NUMBER, nullable=False),
        sa.Column('visit_id', NUMBER, nullable=False),
        sa.Column('user_id', NUMBER, nullable=False),
        sa.Column('minutes', NUMBER, nullable=False),
        sa.Column('travel_minutes', NUMBER, nullable=False),
        sa.Column('tenths_of_mile', NUMBER, nullable=False),
        sa.Column('words', sa.String(length=255), nullable=False),
        sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('version', NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ['visit_id', 'authority_id'],
            ['visits.id', 'visits.authority_id'],
            name=op.f('fk_visit_claims_visit_id_authority_id'),
        ),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_visit_claims_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_visit_claims')),
        sa.UniqueConstraint('visit_id', name='uq_visit_claims_visit_id'),
    )
    with op.batch_alter_table('visit_claims', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_visit_claims_authority_id'), ['authority_id'])
        batch_op.create_index(batch_op.f('ix_visit_claims_user_id'), ['user_id'])
    op.create_table(
        'calendar_feeds',
        sa.Column('id', NUMBER, nullable=False),
        sa.Column('user_id', NUMBER, nullable=False),
        sa.Column('digest', sa.String(length=255), nullable=False),
        sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_calendar_feeds_user_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feeds')),
        sa.UniqueConstraint('digest', name='uq_calendar_feeds_digest'),
    )
    with op.batch_alter_table('calendar_feeds', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feeds_user_id'), ['user_id'])
        batch_op.create_index(
            'uq_calendar_feeds_live',
            ['user_id'],
            unique=True,
            sqlite_where=LIVE,
            postgresql_where=LIVE,
        )


def downgrade() -> None:
    op.drop_table('calendar_feeds')
    op.drop_table('visit_claims')
    for table, column in reversed(ADDED):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
