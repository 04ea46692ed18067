"""Say of each version whether children can be recognised in it, and what was withdrawn.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.add_column(sa.Column('recognisable', sa.Boolean(), nullable=True))
    op.execute(
        'UPDATE evidence_versions SET recognisable = (SELECT recognisable FROM evidence_items'
        ' WHERE evidence_items.id = evidence_versions.item_id)'
    )
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.add_column(sa.Column('removed_why', sa.String(length=40), nullable=True))
    op.execute("UPDATE evidence_items SET removed_why = 'removed' WHERE removed_at IS NOT NULL")
    # What a panel decided on before it went was withdrawn, be it a file, a link or a note.
    op.execute(
        "UPDATE evidence_items SET removed_why = 'withdrawn' WHERE removed_at IS NOT NULL AND ("
        ' id IN (SELECT item_id FROM frozen_evidence)'
        " OR id IN (SELECT item_id FROM evidence_versions WHERE gone_why = 'withdrawn'))"
    )


def downgrade() -> None:
    with op.batch_alter_table('evidence_items', schema=None) as batch_op:
        batch_op.drop_column('removed_why')
    with op.batch_alter_table('evidence_versions', schema=None) as batch_op:
        batch_op.drop_column('recognisable')
