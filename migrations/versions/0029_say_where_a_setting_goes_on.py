"""Let a setting that became one with another name the one that goes on.

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = '0029'
down_revision = '0028'
branch_labels = None
depends_on = None
COLUMNS = ['joined_to_id', 'authority_id']


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    name = op.f('fk_settings_joined_to_id')
    with op.batch_alter_table('settings', schema=None) as batch_op:
        batch_op.add_column(sa.Column('joined_to_id', number, nullable=True))
        batch_op.create_index(batch_op.f('ix_settings_joined_to_id'), ['joined_to_id'], unique=False)
        batch_op.create_foreign_key(name, 'settings', COLUMNS, ['id', 'authority_id'])


def downgrade() -> None:
    with op.batch_alter_table('settings', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_settings_joined_to_id'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_settings_joined_to_id'))
        batch_op.drop_column('joined_to_id')
