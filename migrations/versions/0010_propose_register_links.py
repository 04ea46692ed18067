"""Keep what registers and lists propose, until somebody answers.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('earlier_holders',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('award', sa.String(length=255), nullable=False),
    sa.Column('awarded_on', sa.Date(), nullable=True),
    sa.Column('until_on', sa.Date(), nullable=True),
    sa.Column('number', sa.String(length=255), nullable=False),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=40), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_by_name', sa.String(length=255), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('setting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_earlier_holders_answered_by_id')),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_earlier_holders_authority_id')),
    sa.ForeignKeyConstraint(['setting_id', 'authority_id'], ['settings.id', 'settings.authority_id'], name=op.f('fk_earlier_holders_setting_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_holders'))
    )
    with op.batch_alter_table('earlier_holders', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_earlier_holders_answer'), ['answer'], unique=False)
        batch_op.create_index(batch_op.f('ix_earlier_holders_authority_id'), ['authority_id'], unique=False)

    op.create_table('register_links',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('authority_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('before_number', sa.String(length=255), nullable=False),
    sa.Column('before_name', sa.String(length=255), nullable=False),
    sa.Column('after_number', sa.String(length=255), nullable=False),
    sa.Column('after_name', sa.String(length=255), nullable=False),
    sa.Column('became', sa.String(length=40), nullable=False),
    sa.Column('linked_on', sa.Date(), nullable=True),
    sa.Column('found_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(length=40), nullable=False),
    sa.Column('answered_by_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('answered_by_name', sa.String(length=255), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('words', sa.Text(), nullable=False),
    sa.Column('setting_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.ForeignKeyConstraint(['answered_by_id'], ['users.id'], name=op.f('fk_register_links_answered_by_id')),
    sa.ForeignKeyConstraint(['authority_id'], ['authorities.id'], name=op.f('fk_register_links_authority_id')),
    sa.ForeignKeyConstraint(['setting_id', 'authority_id'], ['settings.id', 'settings.authority_id'], name=op.f('fk_register_links_setting_id_authority_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_links')),
    sa.UniqueConstraint('authority_id', 'before_number', 'after_number', name=op.f('uq_register_links_authority_id_before_number_after_number'))
    )
    with op.batch_alter_table('register_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_links_after_number'), ['after_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_links_answer'), ['answer'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_links_authority_id'), ['authority_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_links_before_number'), ['before_number'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('register_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_links_before_number'))
        batch_op.drop_index(batch_op.f('ix_register_links_authority_id'))
        batch_op.drop_index(batch_op.f('ix_register_links_answer'))
        batch_op.drop_index(batch_op.f('ix_register_links_after_number'))

    op.drop_table('register_links')
    with op.batch_alter_table('earlier_holders', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_earlier_holders_authority_id'))
        batch_op.drop_index(batch_op.f('ix_earlier_holders_answer'))

    op.drop_table('earlier_holders')
