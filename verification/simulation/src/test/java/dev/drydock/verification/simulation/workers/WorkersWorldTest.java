package dev.drydock.verification.simulation.workers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drydock.contracts.TenantId;
import dev.drydock.verification.simulation.kernel.Kernel;
import dev.drydock.verification.simulation.network.Broker;
import dev.drydock.verification.simulation.network.ClaimRequests;
import dev.drydock.verification.simulation.network.Partitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkersWorldTest {
  private record Run(Kernel kernel, WorkersWorld world, StandInCoordinator coordinator) {
    static Run of(long seed, Alterations alterations) {
      var kernel = new Kernel(seed, true);
      kernel.faults().off();
      var partitions = new Partitions(kernel);
      var broker = new Broker(kernel, partitions);
      var claims = new ClaimRequests(kernel, partitions);
      var world = new WorkersWorld(kernel, broker, claims, alterations);
      var coordinator = new StandInCoordinator(kernel, broker, world);
      coordinator.start();
      claims.serve(kernel.process("stand-in"), coordinator::grants);
      world.start();
      kernel.run(Duration.ofHours(2), coordinator::isOver);
      return new Run(kernel, world, coordinator);
    }

    List<String> wrongs() {
      var wrongs = new ArrayList<>(world.violations());
      coordinator
          .endings()
          .forEach((id, end) -> wrongs.addAll(world.contradictions(new TenantId(id), end, 0)));
      return wrongs;
    }
  }

  @Test
  void givenNoFaults_whenTenantsAreLedThrough_thenTheirDatabasesSayTheSame() {
    for (long seed = 1; seed <= 20; seed++) {
      // when
      var run = Run.of(seed, Alterations.NONE);

      // then
      assertThat(run.kernel().failures()).as("seed %d", seed).isEmpty();
      assertThat(run.coordinator().isOver())
          .as(() -> String.join("\n", run.kernel().history().lines()))
          .isTrue();
      assertThat(run.wrongs())
          .as(() -> String.join("\n", run.kernel().history().lines()))
          .isEmpty();
    }
  }
}
