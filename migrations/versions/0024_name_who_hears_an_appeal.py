"""Name who hears an appeal, by whom and when.

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = '0024'
down_revision = '0023'
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), 'sqlite')
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        batch_op.add_column(sa.Column('hearer_id', number, nullable=True))
        batch_op.add_column(sa.Column('named_by_id', number, nullable=True))
        batch_op.add_column(sa.Column('named_at', sa.DateTime(timezone=True), nullable=True))
        for column in ('hearer_id', 'named_by_id'):
            batch_op.create_foreign_key(batch_op.f(f'fk_appeals_{column}'), 'users', [column], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('appeals', schema=None) as batch_op:
        for column in ('hearer_id', 'named_by_id'):
            batch_op.drop_constraint(batch_op.f(f'fk_appeals_{column}'), type_='foreignkey')
        batch_op.drop_column('named_at')
        batch_op.drop_column('named_by_id')
        batch_op.drop_column('hearer_id')
