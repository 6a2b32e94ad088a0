package dev.drydock.verification.simulation.kernel;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Configuration as the services read it: their own defaults, and what is set here. */
public final class Configured {
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
