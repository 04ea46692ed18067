"""Keep what a certificate was made of, its badge, and every key that ever signed.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = '0022'
down_revision = '0021'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('signing_keys',
    sa.Column('id', number, nullable=False),
    sa.Column('signs', sa.Enum('documents', 'badges', name='signs', native_enum=False, length=40), nullable=False),
    sa.Column('fingerprint', sa.String(length=255), nullable=False),
    sa.Column('public', sa.Text(), nullable=False),
    sa.Column('first_used_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_keys')),
    sa.UniqueConstraint('signs', 'fingerprint', name=op.f('uq_signing_keys_signs_fingerprint'))
    )
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unsigned_sha256', sa.String(length=255), nullable=True))
        batch_op.add_column(sa.Column('face', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('badge', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('badge_token', sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f('ix_certificates_sha256'), ['sha256'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('certificates', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_certificates_sha256'))
        batch_op.drop_column('badge_token')
        batch_op.drop_column('badge')
        batch_op.drop_column('face')
        batch_op.drop_column('unsigned_sha256')
    op.drop_table('signing_keys')
