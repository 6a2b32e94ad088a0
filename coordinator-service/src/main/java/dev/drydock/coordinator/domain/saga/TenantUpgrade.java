package dev.drydock.coordinator.domain.saga;

import dev.drydock.contracts.ReleaseReference;
import dev.drydock.contracts.TenantId;
import dev.drydock.contracts.TenantTarget;
import dev.drydock.contracts.UpgradeId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's way in one upgrade; its latest pass.
 *
 * @param target frozen for this pass
 * @param outage what it waits out, {@code null} for nothing
 * @param sequence of its last transition; goes on over passes
 * @param chainHead hash of its last transition
 */
public record TenantUpgrade(
    UpgradeId upgrade,
    TenantTarget target,
    ReleaseReference release,
    int wave,
    int pass,
    TenantUpgradeState state,
    Waking waking,
    @Nullable Outage outage,
    long sequence,
    String chainHead) {

  /**
   * When the outstanding command is sent next.
   *
   * @param since when the state began, or its command was first sent after a backoff
   * @param wakeAt {@code null} when nothing is outstanding
   * @param aliveAt the last sign of life: first sent, or progress; {@code null} before
   * @param sends how often the command was sent since the last sign of life
   */
  public record Waking(
      Instant since, @Nullable Instant wakeAt, @Nullable Instant aliveAt, int sends) {
    public static Waking none(Instant since) {
      return new Waking(since, null, null, 0);
    }

    /** Sent at once; again after so long. */
    public static Waking sent(Instant now, Duration sendAgain) {
      return new Waking(now, now.plus(sendAgain), now, 1);
    }

    /** Sent only after a pause. */
    public static Waking backoff(Instant now, Duration pause) {
      return new Waking(now, now.plus(pause), null, 0);
    }

    /** Sent once more; the first time after a backoff the clock of the step starts. */
    public Waking sentAgain(Instant now, Duration sendAgain) {
      return sends == 0
          ? sent(now, sendAgain)
          : new Waking(since, now.plus(sendAgain), aliveAt, sends + 1);
    }

    /**
     * Whether nobody has given a sign of life for so long, and was asked again and again meanwhile:
     * time that this coordinator slept through proves nothing.
     */
    public boolean silentFor(Duration limit, Duration sendAgain, Instant now) {
      return aliveAt != null
          && !aliveAt.plus(limit).isAfter(now)
          && sendAgain.multipliedBy(sends).compareTo(limit) >= 0;
    }

    /** Not sent now, though due: it could not be delivered, and silence would prove nothing. */
    public Waking postponed(Instant now, Duration sendAgain) {
      return new Waking(since, now.plus(sendAgain), aliveAt, sends);
    }
  }

  public TenantId tenant() {
    return target.id();
  }

  public Key key() {
    return new Key(upgrade, tenant());
  }

  /** Names one tenant in one upgrade. */
  public record Key(UpgradeId upgrade, TenantId tenant) {}

  public TenantUpgrade moved(
      TenantUpgradeState next, Waking nextWaking, @Nullable Outage nextOutage, String head) {
    return new TenantUpgrade(
        upgrade, target, release, wave, pass, next, nextWaking, nextOutage, sequence + 1, head);
  }

  /** The next pass, of the tenant as it is registered now. */
  public TenantUpgrade inNextPass(TenantTarget now) {
    return new TenantUpgrade(
        upgrade, now, release, wave, pass + 1, state, waking, outage, sequence, chainHead);
  }

  public TenantUpgrade waking(Waking next) {
    return new TenantUpgrade(
        upgrade, target, release, wave, pass, state, next, outage, sequence, chainHead);
  }
}
