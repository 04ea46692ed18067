"""Say what a judgement rests on, agree on two of them, and have a colleague look at a report.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    with op.batch_alter_table('judgements', schema=None) as batch_op:
        batch_op.add_column(sa.Column('basis', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('confirmed_by_id', number, nullable=True))
        batch_op.add_column(sa.Column('confirmed_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_judgements_confirmed_by_id'), 'users', ['confirmed_by_id'], ['id'])

    op.create_table('report_looks',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('journey_id', number, nullable=False),
    sa.Column('report_id', number, nullable=False),
    sa.Column('colleague_id', number, nullable=False),
    sa.Column('asked_by_id', number, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('question', sa.Text(), nullable=False),
    sa.Column('is_good', sa.Boolean(), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', number, nullable=False),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_report_looks_asked_by_id')),
    sa.ForeignKeyConstraint(['colleague_id'], ['users.id'], name=op.f('fk_report_looks_colleague_id')),
    sa.ForeignKeyConstraint(['journey_id', 'authority_id'], ['journeys.id', 'journeys.authority_id'], name=op.f('fk_report_looks_journey_id_authority_id')),
    sa.ForeignKeyConstraint(['report_id', 'authority_id'], ['reports.id', 'reports.authority_id'], name=op.f('fk_report_looks_report_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report_looks'))
    )
    live = sa.text('ended_at IS NULL')
    with op.batch_alter_table('report_looks', schema=None) as batch_op:
        for column in ('authority_id', 'colleague_id', 'journey_id'):
            batch_op.create_index(batch_op.f(f'ix_report_looks_{column}'), [column], unique=False)
        batch_op.create_index('uq_report_looks_live', ['report_id'], unique=True, sqlite_where=live, postgresql_where=live)


def downgrade() -> None:
    op.drop_table('report_looks')
    with op.batch_alter_table('judgements', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_judgements_confirmed_by_id'), type_='foreignkey')
        batch_op.drop_column('confirmed_at')
        batch_op.drop_column('confirmed_by_id')
        batch_op.drop_column('basis')
