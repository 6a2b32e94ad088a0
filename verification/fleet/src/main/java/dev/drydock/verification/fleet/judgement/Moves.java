package dev.drydock.verification.fleet.judgement;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The log of transitions, read. */
final class Moves {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Moves() {}

  /** One transition. */
  record Move(Observations.TransitionSeen row, JsonNode body) {
    String from() {
      return body.path("from").asText();
    }

    String to() {
      return body.path("to").asText();
    }

    long token() {
      return body.path("token").asLong();
    }

    long atMs() {
      return Instant.parse(body.path("at").asText()).toEpochMilli();
    }

    String edge() {
      return from() + ">" + body.path("fact").asText() + ">" + to();
    }
  }

  /** By upgrade and tenant, each in order. */
  static Map<String, List<Move>> byWay(Observations seen) {
    return seen.ledger().transitions().stream()
        .map(row -> new Move(row, parsed(row.body())))
        .sorted(Comparator.comparingLong(move -> move.row().sequence()))
        .collect(
            Collectors.groupingBy(
                move -> move.row().upgrade() + " " + move.row().tenant(),
                TreeMap::new,
                Collectors.toList()));
  }

  /** By tenant, over all its upgrades, in order of time. */
  static Map<String, List<Move>> byTenant(Observations seen) {
    return seen.ledger().transitions().stream()
        .map(row -> new Move(row, parsed(row.body())))
        .sorted(
            Comparator.comparingLong(Move::atMs).thenComparingLong(move -> move.row().sequence()))
        .collect(
            Collectors.groupingBy(move -> move.row().tenant(), TreeMap::new, Collectors.toList()));
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode();
    }
  }
}
