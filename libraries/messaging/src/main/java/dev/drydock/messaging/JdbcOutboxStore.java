package dev.drydock.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** {@link OutboxStore} in the service's own database. */
final class JdbcOutboxStore implements OutboxStore {
  private final Transactions transactions;

  JdbcOutboxStore(Transactions transactions) {
    this.transactions = transactions;
  }

  @Override
  public List<Row> oldest(Collection<Integer> slots, Collection<String> without, int limit) {
    return transactions.run(c -> OutboxTable.oldest(c, slots, without, limit)).stream()
        .map(row -> new Row(row.id(), row.topic(), row.lane(), row.record()))
        .toList();
  }

  @Override
  public void forget(Collection<Long> ids) {
    transactions.perform(c -> OutboxTable.delete(c, ids));
  }

  @Override
  public void refuse(long id, String reason) {
    transactions.perform(c -> OutboxTable.refuse(c, id, reason));
  }

  @Override
  public List<Integer> share(String holder, Duration lease) {
    return transactions.run(c -> RelayTable.share(c, holder, lease));
  }

  @Override
  public void giveBack(String holder) {
    transactions.perform(c -> RelayTable.giveBack(c, holder));
  }
}
