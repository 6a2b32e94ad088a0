package dev.drydock.messaging;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Messages that wait to be sent, in slots that living relays share. Each call is a transaction of
 * its own and may end with {@link WorkStore.Unavailable}.
 */
public interface OutboxStore {
  /**
   * @param id by which the messages of one tenant are in the order of their transactions
   * @param lane what must stay in order: the messages of one tenant on one topic
   */
  record Row(long id, String topic, String lane, WorkStore.Outgoing message) {}

  /** The oldest rows of these slots, without those of topics that cannot be written at present. */
  List<Row> oldest(Collection<Integer> slots, Collection<String> without, int limit);

  /** Of messages that the broker has acknowledged. A crash before it only sends them once more. */
  void forget(Collection<Long> ids);

  /** Keeps a message that the broker will never take, for a person to look at. */
  void refuse(long id, String reason);

  /**
   * Renews the holder's slots, takes what is free, gives back what is above a fair share.
   *
   * @param lease how long nobody else gets them, by the store's clock
   * @return the holder's slots
   */
  List<Integer> share(String holder, Duration lease);

  void giveBack(String holder);
}
