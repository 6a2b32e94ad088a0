package dev.drydock.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.messaging.MessageBroker.Answer.Acknowledged;
import dev.drydock.messaging.MessageBroker.Answer.Refused;
import dev.drydock.messaging.MessageBroker.Answer.Unknown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A relay turn by turn, on one thread and in made time. */
class RelayTest {
  private static final Duration LEASE = Duration.ofSeconds(15);
  private static final Duration AFTER_HOLDING_UP = Duration.ofMillis(1100);

  private final MadePace pace = new MadePace();
  private final Rows rows = new Rows();
  private final Broker broker = new Broker();
  private final Relay relay = new Relay(rows, broker, pace::nanos, LEASE, 500, "one");

  @Test
  void givenOneOfALaneIsNotAcknowledged_thenNoneOvertakesIt_andTheOtherLanesGoOn() {
    // given
    rows.add("a1", "a2", "b1", "b2");
    broker.answers.put("a1", new Unknown("timeout"));

    // when
    int acknowledged = relay.sendTurn();

    // then
    assertThat(acknowledged).isEqualTo(2);
    assertThat(broker.sent).containsExactly("a1", "b1", "b2");
    assertThat(rows.waiting()).containsExactly("a1", "a2");
  }

  @Test
  void givenAMessageThatWasNotAcknowledged_whenItsTopicIsTriedAgain_thenItIsSentAgainInOrder() {
    // given
    rows.add("a1", "a2");
    broker.answers.put("a1", new Unknown("timeout"));
    relay.sendTurn();
    broker.answers.clear();

    // when
    int atOnce = relay.sendTurn();
    pace.pass(AFTER_HOLDING_UP);
    int later = relay.sendTurn();

    // then
    assertThat(atOnce).isZero();
    assertThat(later).isEqualTo(2);
    assertThat(broker.sent).containsExactly("a1", "a1", "a2");
    assertThat(rows.waiting()).isEmpty();
  }

  @Test
  void givenAMessageThatTheBrokerNeverTakes_thenItIsKeptApart_andItsLaneGoesOn() {
    // given
    rows.add("a1", "a2");
    broker.answers.put("a1", new Refused("too large"));
    relay.sendTurn();

    // when
    pace.pass(AFTER_HOLDING_UP);
    relay.sendTurn();

    // then
    assertThat(rows.refused).containsExactly("a1");
    assertThat(broker.sent).containsExactly("a1", "a2");
  }

  @Test
  void givenALeaseThatDoesNotOutlastAFlight_whenTimePassesInTheAir_thenTheNextDoesNotBegin() {
    // given
    rows.add("a1", "a2");
    broker.flightTime = Duration.ofSeconds(8);

    // when
    relay.sendTurn();

    // then
    assertThat(broker.sent).containsExactly("a1");
    assertThat(rows.waiting()).containsExactly("a2");
  }

  @Test
  void givenTheRowIsNotForgotten_whenTheStoreIsAwayAfterTheAcknowledgement_thenItIsSentAgain() {
    // given
    rows.add("a1");
    rows.away = true;
    try {
      relay.sendTurn();
    } catch (WorkStore.Unavailable e) {
      rows.away = false;
    }

    // when
    relay.sendTurn();

    // then
    assertThat(broker.sent).containsExactly("a1", "a1");
    assertThat(rows.waiting()).isEmpty();
  }

  /** Rows whose lane is the first letter of their text. */
  private static final class Rows implements OutboxStore {
    private final Map<Long, Row> rows = new TreeMap<>();
    final List<String> refused = new ArrayList<>();
    boolean away;

    void add(String... texts) {
      for (var text : texts) {
        long id = rows.size() + 1L;
        rows.put(id, new Row(id, "topic", text.substring(0, 1), new Text(text)));
      }
    }

    List<String> waiting() {
      return rows.values().stream().map(Text::of).toList();
    }

    @Override
    public List<Row> oldest(Collection<Integer> slots, Collection<String> without, int limit) {
      return rows.values().stream().filter(row -> !without.contains(row.topic())).toList();
    }

    @Override
    public void forget(Collection<Long> ids) {
      if (away) {
        throw new WorkStore.Unavailable("away", null);
      }
      rows.keySet().removeAll(new HashSet<>(ids));
    }

    @Override
    public void refuse(long id, String reason) {
      var row = rows.remove(id);
      if (row != null) {
        refused.add(Text.of(row));
      }
    }

    @Override
    public List<Integer> share(String holder, Duration lease) {
      return List.of(1);
    }

    @Override
    public void giveBack(String holder) {}
  }

  private record Text(String text) implements WorkStore.Outgoing {
    static String of(OutboxStore.Row row) {
      return ((Text) row.message()).text();
    }
  }

  private final class Broker implements MessageBroker {
    final List<String> sent = new ArrayList<>();
    final Map<String, Answer> answers = new HashMap<>();
    Duration flightTime = Duration.ZERO;

    @Override
    public boolean takes(String topic) {
      return true;
    }

    @Override
    public Delivery send(OutboxStore.Row row) {
      sent.add(Text.of(row));
      return () -> {
        pace.pass(flightTime);
        return answers.getOrDefault(Text.of(row), new Acknowledged());
      };
    }

    @Override
    public void close() {}
  }
}
