package io.domicile.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How to reach one schema registry.
 *
 * @param urls base URLs of the same registry, in order of preference; at least one, without user information
 * @param requestTimeout time for one answer from one URL, its body included
 * @param attempts how often an unavailable registry is asked before the caller hears of it; at least 1
 */
public record SchemaRegistrySettings(List<URI> urls, Authentication auth, Duration requestTimeout, int attempts) {

    public SchemaRegistrySettings {
        if (urls.isEmpty()) {
            throw new IllegalArgumentException("a schema registry needs at least one URL");
        }
        urls = urls.stream().map(SchemaRegistrySettings::checked).toList();
        if (requestTimeout.isZero() || requestTimeout.isNegative()) {
            throw new IllegalArgumentException("the schema registry's request time-out must be positive");
        }
        if (attempts < 1) {
            throw new IllegalArgumentException("the schema registry must be asked at least once, not " + attempts);
        }
    }

    private static URI checked(URI url) {
        // Looked for in the whole text: the parser leaves user information unseen where it cannot make out a host
        if (url.toString().indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "a schema registry URL contains '@': credentials belong into the authentication settings");
        }
        boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
        if (!isHttp || url.getHost() == null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("not the base URL of a schema registry: '" + url + "'");
        }
        String text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }
}
