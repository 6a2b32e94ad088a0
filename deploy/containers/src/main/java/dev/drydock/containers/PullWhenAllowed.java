package dev.drydock.containers;

import org.testcontainers.images.AbstractImagePullPolicy;
import org.testcontainers.images.ImageData;
import org.testcontainers.utility.DockerImageName;

/**
 * Pulls what is missing when {@code DRYDOCK_PULL_IMAGES=true}, and nothing otherwise. Public
 * because Testcontainers makes it by its name.
 */
public final class PullWhenAllowed extends AbstractImagePullPolicy {
  @Override
  public boolean shouldPull(DockerImageName image) {
    return Preferences.ofThisProcess().mayPull() && super.shouldPull(image);
  }

  @Override
  protected boolean shouldPullCached(DockerImageName image, ImageData cached) {
    return false;
  }
}
