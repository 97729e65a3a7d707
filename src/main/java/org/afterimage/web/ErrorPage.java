package org.afterimage.web;

import jakarta.ws.rs.core.Response;

/** Draws an error for a person with a browser. */
public interface ErrorPage {
    /**
     * The page.
     *
     * @param status of the answer
     * @param sentence what was wrong
     */
    Response page(Response.StatusType status, String sentence);
}
