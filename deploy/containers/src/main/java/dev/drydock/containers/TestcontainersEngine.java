package dev.drydock.containers;

import com.github.dockerjava.api.exception.NotFoundException;
import org.testcontainers.DockerClientFactory;

/** The engine that Testcontainers finds. */
final class TestcontainersEngine implements DockerEngine {
  private static final System.Logger LOG = System.getLogger(TestcontainersEngine.class.getName());

  /** Without Ryuk's image (and Ryuk not switched off) no container can be used either. */
  @Override
  public boolean answers() {
    try {
      return DockerClientFactory.instance().isDockerAvailable();
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The Docker engine cannot be used; TESTCONTAINERS_RYUK_DISABLED=true may help: {0}",
          e.getMessage());
      return false;
    }
  }

  @Override
  public boolean has(String image) {
    try {
      DockerClientFactory.instance().client().inspectImageCmd(image).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
