/* What the browser loads from /s/: made into C by tools/embed.c, so that the program needs no files beside it. */
#ifndef TN_ASSETS_H
#define TN_ASSETS_H

#include "req.h"

enum asset_id {
	ASSET_FONT, ASSET_FONT_EXT, ASSET_DOOR, ASSET_CSS, ASSET_JS, ASSET_MARK, ASSET_FAVICON, ASSET_TOUCH,
	ASSET__N
};
/* For app.assets, app.n_assets. */
extern const struct asset ui_assets[ASSET__N];

#endif
