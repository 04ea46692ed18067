"""Let coordinators make groups and invite their viewers, and people change their own address.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = '0026'
down_revision = '0025'
branch_labels = None
depends_on = None
IN_GROUP = sa.text('ended_at IS NULL AND group_id IS NOT NULL')


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    op.create_table('address_changes',
    sa.Column('id', number, nullable=False),
    sa.Column('user_id', number, nullable=False),
    sa.Column('email', sa.String(length=255), nullable=False),
    sa.Column('digest', sa.String(length=255), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('used_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['user_id'], ['users.id'], name=op.f('fk_address_changes_user_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_address_changes')),
    sa.UniqueConstraint('digest', name=op.f('uq_address_changes_digest'))
    )
    with op.batch_alter_table('address_changes', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_address_changes_user_id'), ['user_id'], unique=False)
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.add_column(sa.Column('authority_id', number, nullable=True))
        batch_op.add_column(sa.Column('version', number, server_default='1', nullable=False))
        batch_op.create_index(batch_op.f('ix_groups_authority_id'), ['authority_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_groups_authority_id'), 'authorities', ['authority_id'], ['id'])
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('group_id', number, nullable=True))
        batch_op.create_index(batch_op.f('ix_invitations_group_id'), ['group_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_invitations_group_id'), 'groups', ['group_id'], ['id'])
    op.drop_index('uq_memberships_group', table_name='memberships')
    op.create_index('uq_memberships_group', 'memberships', ['user_id', 'role', 'group_id', 'authority_id'], unique=True, sqlite_where=IN_GROUP, postgresql_where=IN_GROUP)


def downgrade() -> None:
    memberships = sa.table('memberships', sa.column('id'), sa.column('user_id'), sa.column('role'), sa.column('group_id'), sa.column('ended_at'))
    later, same = memberships.alias(), memberships
    first = sa.exists().where(later.c.user_id == same.c.user_id, later.c.role == same.c.role, later.c.group_id == same.c.group_id, later.c.ended_at.is_(None), later.c.id < same.c.id)
    op.execute(sa.delete(memberships).where(same.c.group_id.is_not(None), same.c.ended_at.is_(None), first))
    op.drop_index('uq_memberships_group', table_name='memberships')
    op.create_index('uq_memberships_group', 'memberships', ['user_id', 'role', 'group_id'], unique=True, sqlite_where=IN_GROUP, postgresql_where=IN_GROUP)
    with op.batch_alter_table('invitations', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_invitations_group_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_invitations_group_id'))
        batch_op.drop_column('group_id')
    with op.batch_alter_table('groups', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_groups_authority_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_groups_authority_id'))
        batch_op.drop_column('version')
        batch_op.drop_column('authority_id')
    op.drop_table('address_changes')
