package io.domicile.bridge.admission;

import io.domicile.bridge.ledger.MqttMessage.Property;
import io.domicile.residency.OrganizationId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The user property by which the MQTT broker hands over whom it authenticated, and how its value is read.
 *
 * <p>The broker adds the property, it does not replace one: a device that sends one of its own, in whatever case, makes
 * two, and neither is believed. Immutable.
 */
public final class IdentityProperty {

    /** The group of a pattern that is the organization's id. */
    public static final String GROUP = "organization";

    /** A value that is longer is not looked at; room for a certificate's subject. */
    static final int MAX_VALUE_LENGTH = 1024;

    private final String name;
    private final @Nullable Pattern pattern;

    private IdentityProperty(String name, @Nullable Pattern pattern) {
        this.name = name;
        this.pattern = pattern;
    }

    /** A property whose whole value is the organization's id. */
    public static IdentityProperty named(String name) {
        return new IdentityProperty(name, null);
    }

    /**
     * A property whose whole value matches a regular expression with the group {@value #GROUP}.
     *
     * @throws IllegalArgumentException if it is no regular expression, or has no such group; the message says which
     */
    public static IdentityProperty matching(String name, String regex) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException malformed) {
            throw new IllegalArgumentException("not a regular expression: " + malformed.getDescription(), malformed);
        }
        if (!hasGroup(regex)) {
            throw new IllegalArgumentException("has no group (?<" + GROUP + ">...)");
        }
        return new IdentityProperty(name, pattern);
    }

    /** As the broker spells it. */
    public String name() {
        return name;
    }

    /** Whether an identity depends on this property: it has the name, in whatever case. */
    public boolean isReadFrom(Property property) {
        return property.name().equalsIgnoreCase(name);
    }

    Identity read(List<Property> properties) {
        List<Property> found = properties.stream().filter(this::isReadFrom).toList();
        if (found.size() == 1 && found.get(0).name().equals(name)) {
            Optional<OrganizationId> organization = organization(found.get(0).value());
            if (organization.isPresent()) {
                return new Identity.Named(organization.get());
            }
        }
        return readPart(found);
    }

    /** The identity where some of the properties may be missing that it is read from: the others prove nothing. */
    Identity readPart(List<Property> properties) {
        return new Identity.Unreadable(properties.stream()
                .filter(this::isReadFrom)
                .flatMap(property -> organization(property.value()).stream())
                .collect(Collectors.toSet()));
    }

    private Optional<OrganizationId> organization(String value) {
        if (value.length() > MAX_VALUE_LENGTH) {
            return Optional.empty();
        }
        if (pattern == null) {
            return OrganizationId.parse(value);
        }
        Matcher matcher = pattern.matcher(value);
        return matcher.matches()
                ? Optional.ofNullable(matcher.group(GROUP)).flatMap(OrganizationId::parse)
                : Optional.empty();
    }

    /** Only a match can be asked for its groups; with an empty alternative in front everything matches. */
    private static boolean hasGroup(String regex) {
        Matcher matcher = Pattern.compile('|' + regex).matcher("");
        try {
            return matcher.find() && matcher.group(GROUP) == null;
        } catch (IllegalArgumentException noSuchGroup) {
            return false;
        }
    }
}
