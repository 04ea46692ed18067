"""Keep the pages of evidence that we made for reading in the browser.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('evidence_previews',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('version_id', number, nullable=False),
    sa.Column('state', sa.String(length=40), nullable=False),
    sa.Column('pages_in_all', number, nullable=False),
    sa.Column('asked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['version_id', 'authority_id'], ['evidence_versions.id', 'evidence_versions.authority_id'], name=op.f('fk_evidence_previews_version_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_evidence_previews')),
    sa.UniqueConstraint('id', 'authority_id', name=op.f('uq_evidence_previews_id_authority_id')),
    sa.UniqueConstraint('version_id', name=op.f('uq_evidence_previews_version_id'))
    )
    with op.batch_alter_table('evidence_previews', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_evidence_previews_authority_id'), ['authority_id'], unique=False)

    op.create_table('preview_pages',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('preview_id', number, nullable=False),
    sa.Column('number', number, nullable=False),
    sa.Column('look', sa.String(length=40), nullable=False),
    sa.Column('heading', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('key', sa.String(length=255), nullable=True),
    sa.Column('small_key', sa.String(length=255), nullable=True),
    sa.Column('width', number, nullable=False),
    sa.Column('height', number, nullable=False),
    sa.ForeignKeyConstraint(['preview_id', 'authority_id'], ['evidence_previews.id', 'evidence_previews.authority_id'], name=op.f('fk_preview_pages_preview_id_authority_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_preview_pages')),
    sa.UniqueConstraint('key', name=op.f('uq_preview_pages_key')),
    sa.UniqueConstraint('preview_id', 'number', name=op.f('uq_preview_pages_preview_id_number')),
    sa.UniqueConstraint('small_key', name=op.f('uq_preview_pages_small_key'))
    )
    with op.batch_alter_table('preview_pages', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_preview_pages_authority_id'), ['authority_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('preview_pages', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_preview_pages_authority_id'))

    op.drop_table('preview_pages')
    with op.batch_alter_table('evidence_previews', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_evidence_previews_authority_id'))

    op.drop_table('evidence_previews')
