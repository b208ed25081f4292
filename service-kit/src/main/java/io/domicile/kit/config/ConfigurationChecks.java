package io.domicile.kit.config;

import io.domicile.residency.RegionId;
import io.domicile.residency.region.RegionCatalogue;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** Checks that concern more than one key, or what a key's value means. Each adds what it finds to the problems. */
public final class ConfigurationChecks {

    /** Three intervals of a policy writer that beats once a second. */
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);

    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    private final RegionCatalogue catalogue;
    private final Problems problems;

    public ConfigurationChecks(RegionCatalogue catalogue, Problems problems) {
        this.catalogue = catalogue;
        this.problems = problems;
    }

    /** The region, or empty and a problem where the catalogue does not list it. */
    public Optional<RegionId> region(String key, String value) {
        Optional<RegionId> region = RegionId.parse(value).filter(catalogue::contains);
        if (region.isEmpty()) {
            problems.add(
                    key,
                    "unknown region '" + value + "'; the catalogue lists "
                            + catalogue.all().stream()
                                    .map(known -> known.id().value())
                                    .toList());
        }
        return region;
    }

    /** The known ones of other regions; {@code here} among them is a problem. */
    public Set<RegionId> otherRegions(String key, Collection<String> values, String here) {
        Set<RegionId> regions = new LinkedHashSet<>();
        for (String value : values) {
            if (value.equals(here)) {
                problems.add(key, "contains the own region '" + here + "'");
            } else {
                region(key, value).ifPresent(regions::add);
            }
        }
        return regions;
    }

    /** The mirrored regions that are known. */
    public Set<RegionId> policy(String key, PolicyConfig policy, String here) {
        lease(key + ".lease", policy.lease());
        return otherRegions(key + ".mirrors", policy.mirrors().orElse(Set.of()), here);
    }

    private void lease(String key, Optional<Duration> lease) {
        lease.filter(length -> length.compareTo(SHORTEST_LEASE) < 0 || length.compareTo(LONGEST_LEASE) > 0)
                .ifPresent(length -> problems.add(
                        key,
                        "must lie between 3s and 1d; three times the interval of 'domicile policy serve' or more"));
    }

    public void audit(String key, AuditConfig audit) {
        try {
            HmacKey.decode(audit.hmacKey());
        } catch (IllegalArgumentException unusable) {
            problems.add(key + ".hmac-key", String.valueOf(unusable.getMessage()));
        }
    }

    public void admin(String key, AdminConfig admin) {
        port(key + ".port", admin.port(), 0);
    }

    /** A TCP port of at least {@code lowest}: 0 where any free port is meant, else 1. */
    public void port(String key, int port, int lowest) {
        if (port < lowest || port > 65_535) {
            problems.add(key, port + " is not a port between " + lowest + " and 65535");
        }
    }

    public void registry(String key, RegistryConfig registry) {
        if (registry.urls().isEmpty()) {
            problems.add(key + ".urls", "required, but empty");
        }
        registry.urls().forEach(url -> url(key + ".urls", url));
        if (registry.username().isPresent() != registry.password().isPresent()) {
            problems.add(key, "username and password are only good together");
        }
        if (registry.token().isPresent() && registry.username().isPresent()) {
            problems.add(key, "has both a token and a username; a registry is asked with one of them");
        }
        if (registry.requestTimeout().isZero()) {
            problems.add(key + ".request-timeout", "must be longer than 0");
        }
    }

    private void url(String key, String url) {
        try {
            URI uri = URI.create(url);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                problems.add(key, "an entry is not a URL such as https://registry.example:8081");
            } else if (uri.getUserInfo() != null) {
                problems.add(key, "an entry holds credentials; they belong in username and password");
            } else if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
                problems.add(key, "an entry has a query or a fragment; a base URL has neither");
            }
        } catch (IllegalArgumentException mayQuoteCredentials) {
            problems.add(key, "an entry is not a URL such as https://registry.example:8081");
        }
    }
}
