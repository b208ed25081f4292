package io.domicile.kit.admin;

/**
 * What a service answers at one path of the admin server, to GET only. Called by several threads; must not block.
 * Whatever is not public is wrapped in a {@link TokenProtected}.
 */
public interface AdminEndpoint {

    /** The whole path, such as {@code /api/v1/things}; unique in the process. */
    String path();

    AdminAnswer get(AdminRequest request);
}
