"""Let evidence be used many times: places of versions, states of links, and shares.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'evidence_shares',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('item_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('setting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column('shared_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
        sa.Column('shared_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['item_id', 'authority_id'], ['evidence_items.id', 'evidence_items.authority_id'], name=op.f('fk_evidence_shares_item_id_authority_id')),
        sa.ForeignKeyConstraint(['setting_id', 'authority_id'], ['settings.id', 'settings.authority_id'], name=op.f('fk_evidence_shares_setting_id_authority_id')),
        sa.ForeignKeyConstraint(['shared_by_id'], ['users.id'], name=op.f('fk_evidence_shares_shared_by_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_shares')),
    )
    with op.batch_alter_table('evidence_shares', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_shares_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_shares_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_evidence_shares_setting_id'), ['setting_id'], unique=False)
        batch_op.create_index('uq_evidence_shares_live', ['item_id', 'setting_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('beside_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True))
        batch_op.create_index(batch_op.f('ix_evidence_items_beside_id'), ['beside_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_evidence_items_beside_id_authority_id'), 'evidence_items', ['beside_id', 'authority_id'], ['id', 'authority_id'])

    with op.batch_alter_table('evidence_links', schema=None) as batch_op:
        batch_op.add_column(sa.Column('state', sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column('version', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='1', nullable=False))

    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('place', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), server_default='1', nullable=False))
        batch_op.add_column(sa.Column('dated_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('added_by_name', sa.String(length=255), server_default='', nullable=False))
        batch_op.add_column(sa.Column('words', sa.Text(), server_default='', nullable=False))
    op.execute('UPDATE evidence_versions SET place = number')


def downgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.drop_column('words')
        batch_op.drop_column('added_by_name')
        batch_op.drop_column('dated_on')
        batch_op.drop_column('place')

    with op.batch_alter_table('evidence_links', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('state')

    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_evidence_items_beside_id_authority_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_evidence_items_beside_id'))
        batch_op.drop_column('beside_id')

    with op.batch_alter_table('evidence_shares', schema=None) as batch_op:
        batch_op.drop_index('uq_evidence_shares_live', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_evidence_shares_setting_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_shares_item_id'))
        batch_op.drop_index(batch_op.f('ix_evidence_shares_authority_id'))

    op.drop_table('evidence_shares')
