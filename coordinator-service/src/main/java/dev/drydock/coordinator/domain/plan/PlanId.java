package dev.drydock.coordinator.domain.plan;

import dev.drydock.contracts.UpgradeId;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names one plan whose tenants are asked: {@code plan-} and a ULID. */
public record PlanId(String value) {
  private static final Pattern SHAPE = Pattern.compile("plan-0[0-9A-Z]{25}");
  private static final String PREFIX = "plan-0";
  private static final String OF_UPGRADE = "up-0";

  /** No upgrade's ID begins so: their ULIDs begin with 0 until the year 3084. */
  private static final String RESERVED = "up-P";

  public PlanId {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("plan id '%s' must match %s".formatted(value, SHAPE));
    }
  }

  /**
   * @param fresh that no upgrade gets
   */
  public static PlanId from(UpgradeId fresh) {
    return new PlanId(PREFIX + fresh.value().substring(OF_UPGRADE.length()));
  }

  /** Empty when messages of this ID belong to an upgrade. */
  public static Optional<PlanId> of(UpgradeId correlation) {
    var id = correlation.value();
    return id.startsWith(RESERVED) && id.length() == RESERVED.length() + 25
        ? Optional.of(new PlanId(PREFIX + id.substring(RESERVED.length())))
        : Optional.empty();
  }

  /** What its messages carry where an upgrade's carry the upgrade. */
  public UpgradeId correlation() {
    return new UpgradeId(RESERVED + value.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return value;
  }
}
