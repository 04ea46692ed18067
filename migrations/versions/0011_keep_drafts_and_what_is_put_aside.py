"""Keep the draft of a framework, and what somebody put aside until a day.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

A_DRAFT = sa.text('published_at IS NULL')


def upgrade() -> None:
    with op.batch_alter_table('frameworks', schema=None) as batch_op:
        batch_op.add_column(sa.Column('draft', sa.JSON(none_as_null=True), nullable=True))
        batch_op.create_index(
            'uq_frameworks_draft',
            ['authority_id'],
            unique=True,
            sqlite_where=A_DRAFT,
            postgresql_where=A_DRAFT,
        )
    op.create_table(
        'put_aside',
        sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
        sa.Column(
            'authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False
        ),
        sa.Column(
            'membership_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False
        ),
        sa.Column('thing', sa.String(length=255), nullable=False),
        sa.Column('put_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('until_on', sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ['authority_id'], ['authorities.id'], name=op.f('fk_put_aside_authority_id')
        ),
        sa.ForeignKeyConstraint(
            ['membership_id'], ['memberships.id'], name=op.f('fk_put_aside_membership_id')
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_put_aside')),
        sa.UniqueConstraint('membership_id', 'thing', name='uq_put_aside_membership_id_thing'),
    )
    with op.batch_alter_table('put_aside', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_put_aside_authority_id'), ['authority_id'])


def downgrade() -> None:
    op.drop_table('put_aside')
    op.execute('DELETE FROM frameworks WHERE published_at IS NULL')
    with op.batch_alter_table('frameworks', schema=None) as batch_op:
        batch_op.drop_index('uq_frameworks_draft')
        batch_op.drop_column('draft')
