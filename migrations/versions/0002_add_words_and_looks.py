"""add words and looks.

Revision ID: 0002_words
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = '0002_words'
down_revision = '0001'
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')


def upgrade():
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.add_column(sa.Column('logo_digest', sa.String(length=255), server_default='', nullable=False))
        batch_op.add_column(sa.Column('version', NUMBER, server_default='1', nullable=False))
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('button', sa.String(length=255), server_default='', nullable=False))
    op.create_table('logos',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('authority_id', NUMBER, nullable=False),
    sa.Column('picture', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('width', NUMBER, nullable=False),
    sa.Column('height', NUMBER, nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_logos_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_logos')),
    sa.UniqueConstraint('authority_id', name=op.f('uq_logos_authority_id'))
    )
    op.create_table('letter_texts',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('authority_id', NUMBER, nullable=False),
    sa.Column('code', sa.String(length=255), nullable=False),
    sa.Column('version', NUMBER, nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by_id', NUMBER, nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('superseded_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_letter_texts_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_letter_texts_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_texts')),
    sa.UniqueConstraint('authority_id', 'code', 'version', name=op.f('uq_letter_texts_authority_id_code_version'))
    )
    with op.batch_alter_table('letter_texts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_letter_texts_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index('uq_letter_texts_current', ['authority_id', 'code'], unique=True, sqlite_where=sa.text('superseded_at IS NULL'), postgresql_where=sa.text('superseded_at IS NULL'))
    op.create_table('guidance_checks',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('authority_id', NUMBER, nullable=False),
    sa.Column('code', sa.String(length=255), nullable=False),
    sa.Column('checked_on', sa.Date(), nullable=False),
    sa.Column('by_id', NUMBER, nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_guidance_checks_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_guidance_checks_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_guidance_checks')),
    sa.UniqueConstraint('authority_id', 'code', name=op.f('uq_guidance_checks_authority_id_code'))
    )
    with op.batch_alter_table('guidance_checks', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guidance_checks_authority_id'), ['authority_id'], unique=False)
    op.create_table('scheme_changes',
    sa.Column('id', NUMBER, nullable=False),
    sa.Column('authority_id', NUMBER, nullable=False),
    sa.Column('subject', sa.String(length=255), nullable=False),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('by_id', NUMBER, nullable=False),
    sa.Column('by_name', sa.String(length=255), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_scheme_changes_authority_id')),
    sa.ForeignKeyConstraint(['by_id'], ['users.id'], name=op.f('fk_scheme_changes_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scheme_changes'))
    )
    with op.batch_alter_table('scheme_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scheme_changes_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_scheme_changes_subject'), ['subject'], unique=False)


def downgrade():
    for table in ('scheme_changes', 'guidance_checks', 'letter_texts', 'logos'):
        op.drop_table(table)
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.drop_column('button')
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.drop_column('version')
        batch_op.drop_column('logo_digest')
