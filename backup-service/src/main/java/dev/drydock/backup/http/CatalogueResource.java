package dev.drydock.backup.http;

import dev.drydock.access.Roles;
import dev.drydock.backup.application.RebuildCatalogue;
import dev.drydock.backup.http.Views.RebuiltView;
import dev.drydock.backup.http.Views.StoreView;
import dev.drydock.objectstore.ObjectStoreProbe;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.TreeMap;

/** The catalogue as a whole, and the store beneath it. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@Blocking
class CatalogueResource {
  private final RebuildCatalogue rebuildCatalogue;
  private final ObjectStoreProbe store;

  CatalogueResource(RebuildCatalogue rebuildCatalogue, ObjectStoreProbe store) {
    this.rebuildCatalogue = rebuildCatalogue;
    this.store = store;
  }

  @POST
  @Path("/catalogue/rebuild")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed(Roles.OPERATOR)
  public RebuiltView rebuild() {
    var rebuilt = Problems.translating(rebuildCatalogue::fromStore);
    return new RebuiltView(rebuilt.found(), rebuilt.proven(), rebuilt.unreadable());
  }

  /** For the doctor: what the store can do, tried on an object of its own. */
  @GET
  @Path("/store")
  @RolesAllowed(Roles.VIEWER)
  public StoreView store() {
    var can = Problems.translating(store::probe);
    var capabilities = new TreeMap<String, Boolean>();
    capabilities.put("conditionalPut", can.conditionalPut());
    capabilities.put("tags", can.tags());
    capabilities.put("versioning", can.versioning());
    capabilities.put("objectLock", can.objectLock());
    return new StoreView(capabilities);
  }
}
