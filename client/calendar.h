/*
 * calendar: `moete calendar`: a called meeting as an iCalendar file (RFC 5545, 5546).
 *
 * The server knows no addresses of people: organizer and attendees are URNs by which calendars tell them
 * apart.
 */
#pragma once

#include <protobuf-c/protobuf-c.h>

#include "out.h"

/* GetMoeteResponse. */
void calendar_render(struct out *o, const ProtobufCMessage *reply);
