package dev.drydock.coordinator.storage;

import dev.drydock.coordinator.application.Bundles;
import dev.drydock.coordinator.domain.release.CanonicalZip;
import dev.drydock.coordinator.domain.release.Release;
import dev.drydock.objectstore.ObjectStore;
import dev.drydock.objectstore.ObjectStoreFailure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import org.jboss.logging.Logger;

/** Bundles in the object store; the address is the content's, so what is there is the same. */
@ApplicationScoped
class ObjectStoreBundles implements Bundles {
  private static final Logger LOG = Logger.getLogger(ObjectStoreBundles.class);
  private final ObjectStore store;

  ObjectStoreBundles(ObjectStore store) {
    this.store = store;
  }

  @Override
  public void keep(CanonicalZip bundle) {
    var key = Release.bundleKeyOf(bundle.sha256());
    try {
      var known = store.stat(key);
      if (known.isEmpty()) {
        store.put(key, new ByteArrayInputStream(bundle.bytes()), _ -> {});
      }
    } catch (ObjectStoreFailure.AlreadyExists e) {
      LOG.debugf("bundle %s is there already", key);
    } catch (ObjectStoreFailure e) {
      LOG.errorf("bundle %s was not stored: %s", key, e.getClass().getSimpleName());
      throw new BundlesUnavailable();
    }
  }
}
