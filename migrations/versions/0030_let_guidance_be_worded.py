"""Let an authority word guidance in its own way, add its own and take some out.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = '0030'
down_revision = '0029'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table(
        'guidance_words',
        sa.Column('id', number, nullable=False),
        sa.Column('authority_id', number, nullable=False),
        sa.Column('code', sa.String(length=255), nullable=False),
        sa.Column('version', number, nullable=False),
        sa.Column('name', sa.String(length=255), nullable=False),
        sa.Column('body', sa.String(length=255), nullable=False),
        sa.Column('used_for', sa.Text(), nullable=False),
        sa.Column('note', sa.Text(), nullable=False),
        sa.Column('web_address', sa.String(length=255), nullable=False),
        sa.Column('removed_at', sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_guidance_words_authority_id')),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_guidance_words')),
        sa.UniqueConstraint('authority_id', 'code', name=op.f('uq_guidance_words_authority_id_code')),
    )
    with op.batch_alter_table('guidance_words', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guidance_words_authority_id'), ['authority_id'], unique=False)


def downgrade() -> None:
    op.drop_table('guidance_words')
