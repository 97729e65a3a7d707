package org.afterimage.dicom.net;

import java.time.Duration;

/**
 * The answer to a C-ECHO.
 *
 * @param status what the peer answered
 * @param associationTime from the start of the connection to the accepted association
 * @param echoTime from the request to the response
 * @param implementationClassUid which implementation the peer says it is (PS3.7 D.3.3.2), empty when it does not
 * @param implementationVersionName the version that it gives, empty when it does not
 */
public record EchoResult(
        Status status,
        Duration associationTime,
        Duration echoTime,
        String implementationClassUid,
        String implementationVersionName) {}
