package dev.drydock.verification.configuration;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as the services read it: their own defaults, and what is set here. */
public final class Configured {
  /**
   * @param values by their whole names, {@code drydock.work.poll}
   * @throws RuntimeException when a value is missing or does not fit
   */
  public static <T> T as(Class<T> mapping, Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .addDefaultInterceptors()
        .withMapping(mapping)
        .withDefaultValues(values)
        .build()
        .getConfigMapping(mapping);
  }

  private Configured() {}
}
