/** What the topic of a message says: organization, device and class, or that it is outside the template. */
@NullMarked
package io.domicile.bridge.topic;

import org.jspecify.annotations.NullMarked;
