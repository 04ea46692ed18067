"""Word certificates, announce awards on a day, plan their ceremony, and tell of earlier holders.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.add_column(sa.Column('certificate_words', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('shows_past_awards', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.add_column(sa.Column('announce_on', sa.Date(), nullable=True))
    op.create_table('signature_pictures',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('picture', sa.LargeBinary(), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('width', number, nullable=False),
    sa.Column('height', number, nullable=False),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_signature_pictures_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signature_pictures')),
    sa.UniqueConstraint('authority_id', 'digest', name=op.f('uq_signature_pictures_authority_id_digest'))
    )
    op.create_table('ceremonies',
    sa.Column('id', number, nullable=False),
    sa.Column('authority_id', number, nullable=False),
    sa.Column('round_id', number, nullable=False),
    sa.Column('begins_at', sa.Time(), nullable=True),
    sa.Column('place', sa.String(length=255), nullable=False),
    sa.Column('what_comes_before', sa.Text(), nullable=False),
    sa.Column('what_comes_after', sa.Text(), nullable=False),
    sa.Column('guests', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['round_id', 'authority_id'], ['rounds.id', 'rounds.authority_id'], name=op.f('fk_ceremonies_round_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ceremonies')),
    sa.UniqueConstraint('round_id', name=op.f('uq_ceremonies_round_id'))
    )
    for table in ('signature_pictures', 'ceremonies'):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f'ix_{table}_authority_id'), ['authority_id'], unique=False)


def downgrade() -> None:
    for table in ('ceremonies', 'signature_pictures'):
        op.drop_table(table)
    with op.batch_alter_table('rounds', schema=None) as batch_op:
        batch_op.drop_column('announce_on')
    with op.batch_alter_table('authorities', schema=None) as batch_op:
        batch_op.drop_column('shows_past_awards')
        batch_op.drop_column('certificate_words')
