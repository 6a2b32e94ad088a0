package dev.drydock.notifier.domain;

import dev.drydock.contracts.Event;
import dev.drydock.contracts.UpgradeId;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where one upgrade is, after the fleet event with this sequence.
 *
 * @param release {@code name:version}; empty until the start of the upgrade is known
 * @param reason why it is paused or aborting, {@code null} otherwise
 * @param tenants how many it is for
 */
public record UpgradeStatus(
    UpgradeId id,
    String release,
    String state,
    @Nullable String reason,
    @Nullable String by,
    @Nullable String startedBy,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    int tenants,
    SortedMap<Integer, WaveStatus> waves,
    long sequence) {

  /** Known only because one of its tenants moved: the start is still on its way. */
  static UpgradeStatus heardOf(UpgradeId id) {
    return new UpgradeStatus(
        id, "", "RUNNING", null, null, null, null, null, 0, new TreeMap<>(), 0);
  }

  UpgradeStatus after(Event.OfUpgrade event, long eventSequence, Instant at) {
    var changed =
        switch (event) {
          case Event.UpgradeStarted started -> started(started, at);
          case Event.WaveStarted(var number, var name, var size) ->
              running(at).withWave(number, name, size, wave -> wave.started(at));
          case Event.WaveFinished finished ->
              withWave(finished.wave(), finished.name(), -1, wave -> wave.finished(at));
          case Event.UpgradePaused(var why, var who) -> is("PAUSED", why, who, null);
          case Event.UpgradeResumed(var who) -> is("RUNNING", null, who, null);
          case Event.UpgradeAborting(var who) -> is("ABORTING", "OPERATOR", who, null);
          case Event.UpgradeEnded ended -> is(ended.state(), null, null, at);
        };
    return changed.upTo(eventSequence);
  }

  private UpgradeStatus started(Event.UpgradeStarted started, Instant at) {
    var planned = new TreeMap<>(waves);
    for (var wave : started.waves()) {
      planned.merge(
          wave.number(),
          WaveStatus.planned(wave.number(), wave.name(), wave.tenants()),
          (known, _) -> known.sized(wave.name(), wave.tenants()));
    }
    return new UpgradeStatus(
        id,
        started.release(),
        state,
        reason,
        by,
        started.startedBy(),
        startedAt == null ? at : startedAt,
        endedAt,
        started.tenants().size(),
        planned,
        sequence);
  }

  /** A wave that starts means that the upgrade runs, also after it had ended: a retry. */
  private UpgradeStatus running(Instant at) {
    return endedAt == null && startedAt != null
        ? this
        : new UpgradeStatus(
            id,
            release,
            "RUNNING",
            null,
            by,
            startedBy,
            startedAt == null ? at : startedAt,
            null,
            tenants,
            waves,
            sequence);
  }

  private UpgradeStatus withWave(
      int number, String name, int size, UnaryOperator<WaveStatus> change) {
    var changed = new TreeMap<Integer, WaveStatus>(waves);
    var known = changed.getOrDefault(number, WaveStatus.planned(number, name, Math.max(size, 0)));
    changed.put(number, change.apply(known));
    return new UpgradeStatus(
        id, release, state, reason, by, startedBy, startedAt, endedAt, tenants, changed, sequence);
  }

  private UpgradeStatus is(
      String newState, @Nullable String why, @Nullable String who, @Nullable Instant ended) {
    return new UpgradeStatus(
        id, release, newState, why, who, startedBy, startedAt, ended, tenants, waves, sequence);
  }

  private UpgradeStatus upTo(long eventSequence) {
    return new UpgradeStatus(
        id,
        release,
        state,
        reason,
        by,
        startedBy,
        startedAt,
        endedAt,
        tenants,
        waves,
        eventSequence);
  }
}
