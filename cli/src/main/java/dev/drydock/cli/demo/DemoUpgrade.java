package dev.drydock.cli.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.drydock.cli.http.Api;
import dev.drydock.local.demo.DemoFleet;
import dev.drydock.local.demo.FleetPlan;
import dev.drydock.local.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prepares the demo's fleet and release on a running stack, and starts the upgrade. */
public final class DemoUpgrade {
  private static final String NAME = "etsy-sync";
  private static final String VERSION = "1.1.0";

  private final LocalStack stack;
  private final Api coordinator;
  private final Path example;

  public DemoUpgrade(LocalStack stack, Api coordinator, Path root) {
    this.stack = stack;
    this.coordinator = coordinator;
    this.example = root.resolve("deploy/examples/etsy-sevdesk");
  }

  /** Creates the databases and registers them; returns how many. */
  public int createFleet(FleetPlan plan) {
    var release = example.resolve("release-1.0.0");
    var fleet = new DemoFleet(stack.postgres(), stack.drydockRole(), release);
    var tenants = fleet.create(plan);
    var body = fleet.registrations(tenants).toString().getBytes(StandardCharsets.UTF_8);
    coordinator.post("/tenants/import", "application/json", body);
    return tenants.size();
  }

  public void createRelease(byte[] bundle) {
    var path = "/releases?name=%s&version=%s".formatted(NAME, VERSION);
    coordinator.post(path, "application/zip", bundle);
  }

  public Path releaseFolder() {
    return example.resolve("release-" + VERSION);
  }

  /** Starts it and returns its ID. */
  public String start() {
    var body =
        JsonNodeFactory.instance
            .objectNode()
            .put("release", NAME + ":" + VERSION)
            .put("selector", "all")
            .put("waves", "2,20%,rest")
            .put("concurrency", 8)
            .put("hostConcurrency", 8)
            .put("failureBudget", "10%")
            .put("start", true);
    return coordinator.post("/upgrades", body).path("id").asText();
  }
}
