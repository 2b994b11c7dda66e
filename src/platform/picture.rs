//! Drawings as pictures made of points, by the browser's own canvas.

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, Url};

use super::download::blob_of;

/// Points of the picture for each of the drawing, so that it is sharp on paper and on fine screens.
const SCALE: u32 = 2;

/// A drawing as a PNG on white, at twice its size.
///
/// # Errors
/// In the browser's words, when it could not draw it or does not give it away.
pub async fn png(svg: &str) -> Result<Blob, String> {
    let url =
        blob_of("image/svg+xml", svg).and_then(|blob| Url::create_object_url_with_blob(&blob));
    let url = url.map_err(|error| format!("{error:?}"))?;
    let picture = draw(&url).await;
    // Fails only for what is no address.
    _ = Url::revoke_object_url(&url);
    picture.map_err(|error| format!("{error:?}"))
}

async fn draw(url: &str) -> Result<Blob, JsValue> {
    let image = HtmlImageElement::new()?;
    image.set_src(url);
    JsFuture::from(image.decode()).await?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let canvas: HtmlCanvasElement = document.create_element("canvas")?.unchecked_into();
    canvas.set_width(image.natural_width() * SCALE);
    canvas.set_height(image.natural_height() * SCALE);
    let context = canvas.get_context("2d")?.ok_or(JsValue::NULL)?;
    let context: CanvasRenderingContext2d = context.unchecked_into();
    let (width, height) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context.set_fill_style_str("#ffffff");
    context.fill_rect(0.0, 0.0, width, height);
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, width, height)?;
    let blob = JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        let refuse = reject.clone();
        let take = Closure::once_into_js(move |blob: JsValue| {
            // Calling what settles a promise cannot fail.
            _ = if blob.is_null() {
                refuse.call0(&JsValue::NULL)
            } else {
                resolve.call1(&JsValue::NULL, &blob)
            };
        });
        if let Err(error) = canvas.to_blob(take.unchecked_ref()) {
            _ = reject.call1(&JsValue::NULL, &error);
        }
    }))
    .await?;
    Ok(blob.unchecked_into())
}
