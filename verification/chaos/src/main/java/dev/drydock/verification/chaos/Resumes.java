package dev.drydock.verification.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.drydock.verification.fleet.judgement.Observations;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** How long it took from each fault's end until a tenant moved again. */
final class Resumes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Resumes() {}

  /** In milliseconds, sorted; of faults that ended while an upgrade was under way. */
  static List<Long> of(List<FaultRecord> faults, List<UpgradeRecord> upgrades, Observations seen) {
    var moves = new TreeSet<Long>();
    seen.ledger().transitions().forEach(move -> moves.add(atMs(move.body())));
    var resumes = new ArrayList<Long>();
    for (var fault : faults) {
      for (var upgrade : upgrades) {
        var next = moves.ceiling(fault.endedMs());
        if (upgrade.beganMs() <= fault.endedMs()
            && fault.endedMs() < upgrade.endedMs()
            && next != null
            && next <= upgrade.endedMs()) {
          resumes.add(next - fault.endedMs());
        }
      }
    }
    resumes.sort(Long::compare);
    return resumes;
  }

  /** 0 when there is none. */
  static long quantile(List<Long> sorted, double quantile) {
    return sorted.isEmpty()
        ? 0
        : sorted.get((int) Math.min(sorted.size() - 1L, (long) (quantile * sorted.size())));
  }

  private static long atMs(String body) {
    try {
      return Instant.parse(JSON.readTree(body).path("at").asText()).toEpochMilli();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a transition's body is not JSON", e);
    }
  }
}
