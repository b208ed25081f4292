/** What a process is made of: services that start, stop and tell how they are. */
@NullMarked
package io.domicile.kit.service;

import org.jspecify.annotations.NullMarked;
