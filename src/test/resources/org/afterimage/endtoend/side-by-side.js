// What ViewerIT asks of the OHIF page. Safe to be run again and again: each call does what is still to be done, and says how far it is.
window.sideBySide = {
    // Puts series beside each other, left to right, in a row of viewports; true when all are drawn, else what is still to be waited for.
    arrange(seriesUids) {
        // A first visitor is shown around; the tour would lie over the pictures.
        document.querySelectorAll('button, a, span').forEach(e => e.innerText === 'Skip all' && e.click());
        const sets = seriesUids.map(uid => services.displaySetService.getActiveDisplaySets().find(d => d.SeriesInstanceUID === uid));
        if (sets.some(set => !set)) {
            return 'not all series are known: ' + services.displaySetService.getActiveDisplaySets().length + ' are';
        }
        const viewports = [...services.viewportGridService.getState().viewports.entries()];
        if (viewports.length !== sets.length) {
            this.atMostEveryFewSeconds('layout', () =>
                commandsManager.runCommand('setViewportGridLayout', { numRows: 1, numCols: sets.length }));
            return viewports.length + ' viewports';
        }
        const wrong = viewports
            .map(([id, viewport], i) => ({
                viewportId: id,
                displaySetInstanceUIDs: [sets[i].displaySetInstanceUID],
                has: viewport.displaySetInstanceUIDs[0],
            }))
            .filter(viewport => viewport.has !== viewport.displaySetInstanceUIDs[0]);
        if (wrong.length) {
            this.atMostEveryFewSeconds('series', () => services.viewportGridService.setDisplaySetsForViewports(wrong));
            return wrong.length + ' viewports have another series';
        }
        const views = this.views();
        if (views.some(view => view.status === 'rendered' && view.spread <= 10)) {
            // On a busy machine the viewer may fit a picture into a viewport that has no size yet; its reader would press Reset.
            this.atMostEveryFewSeconds('fit', () => this.fit());
        }
        const drawn = views.every((view, i) =>
            view.status === 'rendered' && view.series === seriesUids[i] && view.spread > 10 && view.window);
        return (drawn && this.still(views)) || JSON.stringify(views);
    },

    // Fits each picture into its viewport as it is now.
    fit() {
        for (const id of services.viewportGridService.getState().viewports.keys()) {
            const viewport = services.cornerstoneViewportService.getCornerstoneViewport(id);
            viewport.getRenderingEngine().resize(true, false);
            viewport.resetCamera();
            viewport.render();
        }
    },

    // What each viewport shows: which slice, where it lies, its window, what is written over it, and how bright and varied the picture is.
    views() {
        return [...services.viewportGridService.getState().viewports.keys()].map((id, i) => {
            const viewport = services.cornerstoneViewportService.getCornerstoneViewport(id);
            const canvas = viewport.getCanvas();
            const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
            let count = 0, sum = 0, squares = 0;
            for (let k = 0; k < pixels.length; k += 16) {
                count++;
                sum += pixels[k];
                squares += pixels[k] * pixels[k];
            }
            const image = viewport.getCurrentImageId();
            const place = cornerstone.metaData.get('imagePlaneModule', image) || {};
            const box = viewport.element.getBoundingClientRect();
            const pane = document.querySelectorAll('[data-cy="viewport-pane"]')[i];
            const words = corner => pane.querySelector('[data-cy="viewport-overlay-' + corner + '"]')?.innerText || '';
            return {
                status: viewport.viewportStatus,
                series: cornerstone.metaData.get('generalSeriesModule', image)?.seriesInstanceUID,
                slice: viewport.getCurrentImageIdIndex(),
                slices: viewport.getImageIds().length,
                position: [...(place.imagePositionPatient || [])],
                voi: viewport.getProperties().voiRange,
                mean: sum / count,
                spread: Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)),
                x: box.x + box.width / 2,
                y: box.y + box.height / 2,
                sides: [...pane.querySelectorAll('.orientation-marker-value')].map(side => side.innerText),
                title: words('top-left'),
                window: words('bottom-left').replace(/\s+/g, ' ').trim(),
            };
        });
    },

    // Whether every viewport is at this slice, and drawn; else what each shows.
    at(slice) {
        const views = this.views();
        const there = views.every(view => view.slice === slice && view.status === 'rendered');
        return (there && this.still(views)) || JSON.stringify(views);
    },

    // Moves the active viewport to a slice, as the scroll bar does.
    jump(slice) {
        commandsManager.runCommand('jumpToImage', { imageIndex: slice });
    },

    thumbnails() {
        return [...document.querySelectorAll('[data-cy="study-browser-thumbnail"]')].map(thumbnail => ({
            words: thumbnail.innerText,
            width: thumbnail.querySelector('img')?.naturalWidth || 0,
        }));
    },

    // Whether the pictures are those of the call before: nothing is being drawn any more.
    still(views) {
        const now = JSON.stringify(views.map(view => [view.slice, view.mean, view.spread]));
        const before = this.before;
        this.before = now;
        return now === before;
    },

    // A change takes the viewer a while on a busy machine; asking again at once would start it anew.
    changed: {},
    atMostEveryFewSeconds(what, change) {
        if (!this.changed[what] || Date.now() - this.changed[what] > 15000) {
            this.changed[what] = Date.now();
            change();
        }
    },
};
